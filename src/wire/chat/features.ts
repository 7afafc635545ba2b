/** The bits of a hello's `features`: what its sender can do that not every natter can. They are forever. */
export const FEATURE = {
  /** It takes `reach`. */
  reach: 1,
  /** It can be in rooms, and take an invitation to one. */
  rooms: 2,
  /** It need not be pinged every few seconds while nothing is said. */
  slowHeartbeat: 4,
  /** It takes `status`. */
  status: 8,
} as const;

/** Whether a hello has a feature. */
export function hasFeature(features: number, feature: keyof typeof FEATURE): boolean {
  return (features & FEATURE[feature]) !== 0;
}
