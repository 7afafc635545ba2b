export type DevProgram = {readonly ended: Promise<number>; readonly end: () => void};

export function createDevLoop(options: {
  readonly build: () => Promise<boolean>;
  readonly start: () => DevProgram;
  readonly say: (text: string) => void;
}): {
  readonly noteChange: () => void;
  readonly run: () => Promise<number>;
  readonly end: () => boolean;
};
