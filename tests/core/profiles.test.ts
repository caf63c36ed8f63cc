import { describe, expect, it } from 'vitest';
import { DEFAULT_PROFILE_ID, getProfile, PROFILES, type ProfileId } from '../../src/core/profiles.js';

const ids = Object.keys(PROFILES) as ProfileId[];

describe('profiles', () => {
  it('lints for Docker Swarm by default: 900 s, safe up to 859 s', () => {
    expect(getProfile(DEFAULT_PROFILE_ID)).toMatchObject({
      name: 'Docker Swarm (IPVS)',
      idleTimeoutSeconds: 900,
      safeBoundSeconds: 859,
      safeBoundFrom: 'measured',
    });
  });

  it.each(ids)('%s has a safe bound below its idle timeout, and a source', (id) => {
    const profile = getProfile(id);
    expect(profile.safeBoundSeconds).toBeGreaterThan(0);
    expect(profile.safeBoundSeconds).toBeLessThan(profile.idleTimeoutSeconds);
    expect(profile.source).not.toBe('');
  });

  it.each(ids.filter((id) => getProfile(id).safeBoundFrom === 'estimated'))(
    '%s was not measured, so it keeps the larger of 30 s and 5 %% before its idle timeout',
    (id) => {
      const { idleTimeoutSeconds, safeBoundSeconds } = getProfile(id);
      expect(idleTimeoutSeconds - safeBoundSeconds).toBe(Math.max(30, Math.ceil(idleTimeoutSeconds * 0.05)));
    },
  );
});
