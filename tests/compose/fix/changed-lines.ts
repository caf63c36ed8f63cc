/** Lines removed plus lines added, with the common lines at both ends left out. */
export function countChangedLines(before: string, after: string): number {
  const left = before.split('\n');
  const right = after.split('\n');
  while (left.length > 0 && right.length > 0 && left[0] === right[0]) {
    left.shift();
    right.shift();
  }
  while (left.length > 0 && right.length > 0 && left.at(-1) === right.at(-1)) {
    left.pop();
    right.pop();
  }
  return left.length + right.length;
}
