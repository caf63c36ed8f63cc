/** The rows that also go through IPVS: the verdicts of each kind, and what the middlebox might get wrong. */
export const IPVS_ROW_IDS: readonly string[] = [
  ...['base', 'ka', 'kaPermitTrue', 'kaGE', 'ci4', 'recommended', 'rp', 'rpEnable0'],
  ...['stream', 'streamKa', 'streamRecommended', 'chOverride', 'perCallClient', 'srvKa', 'srvIdle'],
];
