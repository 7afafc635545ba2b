import envPaths from 'env-paths';

/** The folder that was asked for, or the platform's data folder for natter. */
export function profileFolder({profile}: {readonly profile: string | undefined}): string {
  return profile ?? envPaths('natter', {suffix: ''}).data;
}
