/** What only the screen knows: nothing of it is a fact of the core. */
export type UiState = {
  readonly overlay: 'help' | null;
  /** First row of the help that is shown. */
  readonly helpTop: number;
  /** Ctrl-C was pressed once: once more quits. */
  readonly isQuitting: boolean;
  /** The user goes on without choosing a name. */
  readonly staysUnnamed: boolean;
};

export const initialUi: UiState = {
  overlay: null,
  helpTop: 0,
  isQuitting: false,
  staysUnnamed: false,
};
