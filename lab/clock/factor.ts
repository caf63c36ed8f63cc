/** How many seconds pass in this process while one passes outside. Set by whoever starts the process; 1 is real time. */
export const timeFactor = Number(process.env['LAB_TIME_FACTOR'] ?? '1');
