import type {Plugin} from 'esbuild';

export declare const oneWidth: Plugin;
export declare const swaps: Plugin;
export declare function bundle(
  entryPoints: Readonly<Record<string, string>>,
  outdir: string,
): Promise<string[]>;
