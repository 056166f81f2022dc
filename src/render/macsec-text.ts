import type { Value } from '../model/index.ts';
import { channelsIn, keysIn, type MacsecChannel, type MacsecKey, shortKeyId } from '../model/macsec.ts';

/**
 * The differences in the keys of a MACsec device, or in the senders from which it receives, a line each: + added, -
 * removed, ~ changed.
 */
export function macsecText(
  attribute: string,
  before: Value | undefined,
  after: Value | undefined,
): readonly string[] {
  if (attribute === 'macsec.transmit-keys') return keysText(keysIn(before), keysIn(after));
  return attribute === 'macsec.receive' ? channelsText(channelsIn(before), channelsIn(after)) : [];
}

function keysText(before: readonly MacsecKey[], after: readonly MacsecKey[], of = ''): string[] {
  const had = new Map(before.map((key) => [key.an, key]));
  const kept = new Set(after.map(({ an }) => an));
  return [
    ...after.flatMap((key) => keyText(had.get(key.an), key, of)),
    ...before.filter(({ an }) => !kept.has(an)).map((key) => `- ${of}${nameOf(key)}`),
  ];
}

function keyText(had: MacsecKey | undefined, key: MacsecKey, of: string): string[] {
  if (had === undefined) return [`+ ${of}${nameOf(key)}${key.active ? '' : ' off'}`];
  const changes = [
    had.keyId === key.keyId ? '' : ` key-id ${shortKeyId(had.keyId)} -> ${shortKeyId(key.keyId)}`,
    key.ssci === null || had.ssci === key.ssci ? '' : ` ssci ${had.ssci ?? 'unset'} -> ${key.ssci}`,
    stateText(had, key),
  ].join('');
  return changes === '' ? [] : [`~ ${of}an ${key.an}${changes}`];
}

const nameOf = ({ an, keyId }: MacsecKey): string => `an ${an} key-id ${shortKeyId(keyId)}`;

const stateText = (had: { active: boolean }, now: { active: boolean }): string =>
  had.active === now.active ? '' : ` ${now.active ? 'off -> on' : 'on -> off'}`;

function channelsText(before: readonly MacsecChannel[], after: readonly MacsecChannel[]): string[] {
  const had = new Map(before.map((channel) => [channel.sci, channel]));
  const kept = new Set(after.map(({ sci }) => sci));
  return [
    ...after.flatMap((channel) => {
      const old = had.get(channel.sci);
      const state = old === undefined ? '' : stateText(old, channel);
      return [
        ...(old === undefined ? [`+ ${channel.sci}${channel.active ? '' : ' off'}`] : []),
        ...(state === '' ? [] : [`~ ${channel.sci}${state}`]),
        ...keysText(old?.keys ?? [], channel.keys, `${channel.sci} `),
      ];
    }),
    ...before.filter(({ sci }) => !kept.has(sci)).map(({ sci }) => `- ${sci}`),
  ];
}
