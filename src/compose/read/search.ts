/** How many items of a list, from its start on, are so. Only those are: it is asked for the logarithm of their number. */
export function countFirst<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    // Within the list, since it is below `high`.
    if (isSo(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
