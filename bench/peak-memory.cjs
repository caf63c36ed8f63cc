// Preloaded into a measured Node process: writes its peak resident memory, in KiB, where PEAK_MEMORY_FILE says.
process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS));
});
