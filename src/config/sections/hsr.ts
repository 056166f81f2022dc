import type { Draft } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** Checks an HSR device beyond the forms of its keys, like hsr_newlink. */
export function checkHsr({ attributes, spans, key }: Draft, reporter: Reporter): void {
  const ports = attributes['hsr.interfaces'];
  const [first, second] = Array.isArray(ports) ? ports : [];
  if (first !== undefined && first === second) {
    const span = spans.get('hsr.interfaces') ?? key;
    reporter.error('duplicate-item', span, '"interfaces" must be two devices, not one twice');
  }
  const interlink = spans.get('hsr.interlink');
  if (interlink !== undefined && [first, second].includes(attributes['hsr.interlink'])) {
    reporter.error('conflict', interlink, '"interlink" must be another device than those in "interfaces"');
  }
  const version = spans.get('hsr.version');
  if (version === undefined || attributes['hsr.protocol'] !== 'prp') return;
  reporter.error('conflict', version, '"version" is for HSR only: PRP has none', { hint: 'leave it out' });
}
