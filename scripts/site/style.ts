/** The looks of the pages: readable from a phone to a wide screen, light or dark as the reader's system is. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2128; --faint: #5a6472; --paper: #fcfcfa; --edge: #d9dbd6; --accent: #00629b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #d5d9e0; --faint: #97a1b0; --paper: #15181e; --edge: #333a45; --accent: #7fd0ff; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 0 1rem 4rem; max-width: 52rem; color: var(--ink); background: var(--paper);
  font: 1.05rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; padding: 1rem 0; border-bottom: 1px solid var(--edge); }
nav a { padding: 0.25rem 0; text-decoration: none; }
nav a[aria-current] { color: var(--ink); font-weight: 600; }
h1, h2, h3 { line-height: 1.25; margin: 2.2rem 0 0.8rem; }
h1 { font-size: 2.1rem; }
a { color: var(--accent); }
img { max-width: 100%; height: auto; }
code, pre { font: 0.92em ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
pre { padding: 0.8rem 1rem; border: 1px solid var(--edge); border-radius: 6px; overflow-x: auto; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.95rem; }
th, td { padding: 0.4rem 0.8rem 0.4rem 0; border-bottom: 1px solid var(--edge); text-align: left; vertical-align: top; }
td img { min-width: 18rem; }
hr { border: 0; border-top: 1px solid var(--edge); }
`;
