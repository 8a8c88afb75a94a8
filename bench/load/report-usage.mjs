/** Loaded before a program that is measured: it answers each message of its parent with what it has used so far. */
process.on('message', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // The first two in microseconds, the last in kilobytes: https://nodejs.org/api/process.html#processresourceusage
  process.send?.({
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    mostMb: maxRSS / 1024,
  });
});
// A program that has nothing left to do may end, whoever may still ask.
process.channel?.unref();
// Nothing that is measured outlives who measures it.
process.on('disconnect', () => process.exit(1));
