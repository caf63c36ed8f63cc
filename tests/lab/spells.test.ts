import { describe, expect, it } from 'vitest';
import { chooseSpells } from '../../lab/spells.js';

describe('the lab tries to refute', () => {
  it('a cut window just inside both ends, in its middle, and just outside', () => {
    expect(chooseSpells({ kind: 'cut', window: { fromSeconds: 900, toSeconds: 1810 } }, 900, 30)).toEqual([
      { seconds: 870, outcome: 'survives' },
      { seconds: 930, outcome: 'fails' },
      { seconds: 1355, outcome: 'fails' },
      { seconds: 1780, outcome: 'fails' },
      { seconds: 1840, outcome: 'recovers' },
    ]);
  });

  it('a window without end until after grpc-js would have closed the channel', () => {
    const spells = chooseSpells({ kind: 'cut', window: { fromSeconds: 900, toSeconds: Infinity } }, 900, 30);
    expect(spells.at(-1)).toEqual({ seconds: 1920, outcome: 'fails' });
  });

  it('a safe verdict on both sides of the idle timeout of the path and of the client', () => {
    expect(chooseSpells({ kind: 'safe' }, 900, 30).map(({ seconds }) => seconds)).toEqual([870, 930, 1350, 1920]);
  });

  it('a retry by asking that the call succeeded after a reset', () => {
    const spells = chooseSpells({ kind: 'retry', window: { fromSeconds: 900, toSeconds: 1810 } }, 900, 30);
    expect(spells[1]).toEqual({ seconds: 930, outcome: 'retried' });
  });

  it('nothing about a race but that it is safe before the idle timeout', () => {
    expect(chooseSpells({ kind: 'race' }, 900, 30)).toEqual([
      { seconds: 870, outcome: 'survives' },
      { seconds: 930, outcome: 'either' },
    ]);
  });
});
