export type BundledPackage = {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly folder: string;
};

export declare const ALLOWED: readonly string[];
export declare function packagesOf(inputs: readonly string[]): readonly BundledPackage[];
export declare function noticesOf(inputs: readonly string[]): string;
