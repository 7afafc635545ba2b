/** The middle value; the mean of the two in the middle of an even number. Throws on an empty list. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a part (0 to 1) of all values lies, interpolated. Throws on an empty list. */
export function quantile(values: Iterable<number>, part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) {
    throw new RangeError('no values to summarise');
  }
  return low + (high - low) * (place - Math.floor(place));
}

/**
 * The exponent `k` of `cost = c · size^k` that fits best: the slope of a least-squares line through the
 * logarithms. 1 is linear, 0 does not grow. Costs and sizes must be positive, and at least two.
 */
export function exponent(points: readonly {readonly size: number; readonly cost: number}[]): number {
  const logs = points.map(({size, cost}) => ({x: Math.log(size), y: Math.log(cost)}));
  const meanX = mean(logs.map(({x}) => x));
  const meanY = mean(logs.map(({y}) => y));
  const covariance = sum(logs.map(({x, y}) => (x - meanX) * (y - meanY)));
  const variance = sum(logs.map(({x}) => (x - meanX) ** 2));
  return covariance / variance;
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
