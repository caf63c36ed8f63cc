import { describe, expect, it } from 'vitest';
import { getIdlePath, getTcpPath } from '../../src/core/idle-path.js';
import { PROFILES, type ProfileId } from '../../src/core/profiles.js';

describe('the path', () => {
  it('is Swarm when nothing is set, with the bound that was measured', () => {
    expect(getIdlePath({})).toMatchObject({ profileId: 'swarm-ipvs', idleTimeoutSeconds: 900, isMeasured: true });
  });

  it('stays the measured one when its own timeout is given', () => {
    expect(getIdlePath({ idleTimeoutSeconds: 900 })).toEqual(getIdlePath({}));
  });

  it.each([
    // timeout, bound: 5 % below, at least 30 s, at most half of it
    [7200, 6840],
    [600, 570],
    [61, 31],
    [40, 20],
  ])('of %d s is safe up to %d s, by estimate', (idleTimeoutSeconds, safeBoundSeconds) => {
    expect(getIdlePath({ idleTimeoutSeconds })).toMatchObject({
      idleTimeoutSeconds,
      safeBoundSeconds,
      isMeasured: false,
    });
  });

  it('of TCP is Swarm behind a proxy, which ends TCP itself', () => {
    const proxies = (Object.keys(PROFILES) as ProfileId[]).filter((id) => PROFILES[id].kind !== 'flow-table');
    expect(proxies).not.toEqual([]);
    for (const profile of proxies) expect(getTcpPath({ profile, idleTimeoutSeconds: 60 })).toEqual(getIdlePath({}));
    expect(getTcpPath({ idleTimeoutSeconds: 60 }).idleTimeoutSeconds).toBe(60);
  });
});
