/** How deeply a stack file may nest. Docker's parser stops at 10 000. Real stack files stay below 20. */
export const MAX_DEPTH = 200;
