import type {Plugin} from 'esbuild';

export declare const oneWidth: Plugin;
export declare const swaps: Plugin;
/** Bundles natter itself; answers the paths of all modules that went in. */
export declare function bundleProgram(outdir: string): Promise<string[]>;
export declare function bundle(
  entryPoints: Readonly<Record<string, string>>,
  outdir: string,
): Promise<string[]>;
