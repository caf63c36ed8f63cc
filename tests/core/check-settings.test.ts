import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../src/core/check-settings.js';

describe('checkSettings', () => {
  it('takes settings that are right as they are', () => {
    const settings = {
      profile: 'aws-nlb',
      idleTimeoutSeconds: 350,
      server: 'go',
      permitsIdlePings: true,
      unknown: 'report',
      grpcJsVersion: '1.12.0',
      types: 'off',
      factories: [{ module: './grpc.js', export: 'connect', argument: 1, path: ['grpc'], defaults: {}, retries: true }],
    };
    expect(checkSettings(settings)).toEqual({ settings, mistakes: [] });
  });

  it('checks one object once, since ESLint has the same for every file', () => {
    const settings = { profile: 'aws-nlb' };
    expect(checkSettings(settings)).toBe(checkSettings(settings));
  });

  it('takes nothing for no settings', () => {
    expect(checkSettings(undefined)).toEqual({ settings: {}, mistakes: [] });
  });

  it.each([
    ['swarm', '`settings.keepalive` must be an object'],
    [[], '`settings.keepalive` must be an object'],
    [{ somethingElse: 1 }, 'there is no `settings.keepalive.somethingElse`'],
    [{ permitsIdlePings: null }, '`settings.keepalive.permitsIdlePings` must be true or false'],
    [{ grpcJsVersion: '' }, '`settings.keepalive.grpcJsVersion` must not be empty'],
    [{ factories: [null] }, '`settings.keepalive.factories[0]` must be an object'],
    [
      { factories: [{ export: 'a', argument: 1.5 }] },
      '`settings.keepalive.factories[0].argument` must be a whole number',
    ],
    [
      { factories: [{ export: 'a', argument: 0, argumnet: 1 }] },
      'there is no `settings.keepalive.factories[0].argumnet` (did you mean `argument`?)',
    ],
    [
      { factories: [{ export: 'a', argument: 0, defaults: { 'grpc.keepalive_time_ms': {} } }] },
      '`settings.keepalive.factories[0].defaults.grpc.keepalive_time_ms` must be a string or a number or true or false',
    ],
    [{ profil: 'aws-nlb' }, 'there is no `settings.keepalive.profil` (did you mean `profile`?)'],
    [{ profile: 'aws-nbl' }, '`settings.keepalive.profile` cannot be `aws-nbl` (did you mean `aws-nlb`?)'],
    [{ unknown: 'loud' }, '`settings.keepalive.unknown` cannot be `loud` (it is one of silent, report)'],
    [{ idleTimeoutSeconds: '350' }, '`settings.keepalive.idleTimeoutSeconds` must be a number'],
    [{ idleTimeoutSeconds: 5 }, '`settings.keepalive.idleTimeoutSeconds` must be at least 31'],
    [{ factories: {} }, '`settings.keepalive.factories` must be an array'],
    [{ factories: [{ export: 'a' }] }, '`settings.keepalive.factories[0]` needs `argument`'],
    [
      { factories: [{ export: 'a', argument: 0, path: 'x' }] },
      '`settings.keepalive.factories[0].path` must be an array',
    ],
  ])('leaves out %j', (settings, mistake) => {
    expect(checkSettings(settings)).toEqual({ settings: {}, mistakes: [mistake] });
  });

  it('keeps the settings beside a mistake', () => {
    expect(checkSettings({ profile: 1, server: 'go' }).settings).toEqual({ server: 'go' });
  });
});
