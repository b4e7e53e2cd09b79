// Whether things are to appear where they end, without moving there: chosen in the settings, or by the system.
export const isCalm = (): boolean =>
  document.documentElement.dataset['motion'] === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;
