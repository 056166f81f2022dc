import { parseMac } from '../../model/mac.ts';
import { type Draft, say } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** br_set_forward_delay limits the delay to these seconds only while spanning tree is on. */
const WITH_STP = { least: 2, most: 30 } as const;

/** Checks a bridge beyond the forms of its keys. */
export function checkBridge(draft: Draft, reporter: Reporter): void {
  checkForwardDelay(draft, reporter);
  checkGroupAddress(draft, reporter);
  // BR_GROUPFWD_RESTRICTED, net/bridge/br_private.h
  checkForwardMask(draft, 'bridge.group-fwd-mask', 0x7, 'bits 0 to 2', reporter);
  checkVlanSnooping(draft, reporter);
}

function checkForwardDelay({ attributes, spans }: Draft, reporter: Reporter): void {
  const delay = attributes['bridge.forward-delay'];
  const span = spans.get('bridge.forward-delay');
  if (attributes['bridge.stp'] !== true || typeof delay !== 'number' || span === undefined) return;
  const { least, most } = WITH_STP;
  if (delay >= least && delay <= most) return;
  const message = `"forward-delay" must be from ${least} to ${most} seconds while "stp" is on, not ${JSON.stringify(String(delay))}`;
  reporter.error('out-of-range', span, message);
}

/**
 * br_changelink: it must be a link-local group address, except for those of pause frames, slow protocols and 802.1X.
 */
function checkGroupAddress(draft: Draft, reporter: Reporter): void {
  const said = draft.attributes['bridge.group-address'];
  const span = draft.spans.get('bridge.group-address');
  if (typeof said !== 'string' || span === undefined) return;
  const mac = parseMac(said);
  if (mac !== undefined && /^01:80:c2:00:00:0[04-9a-f]$/.test(mac))
    say(draft, 'bridge.group-address', mac, span);
  else {
    const message = `"group-address" must be 01:80:c2:00:00:0X with an X of 0 or 4 to f, not ${JSON.stringify(said)}`;
    reporter.error('wrong-value', span, message);
  }
}

/** Checks a mask of 16 bits, some of which the kernel refuses. */
export function checkForwardMask(
  { attributes, spans }: Draft,
  attribute: string,
  refused: number,
  words: string,
  reporter: Reporter,
): void {
  const mask = attributes[attribute];
  const span = spans.get(attribute);
  if (typeof mask !== 'number' || span === undefined) return;
  if (mask > 0xffff) reporter.error('out-of-range', span, '"group-fwd-mask" has 16 bits: at most 0xffff');
  else if ((mask & refused) !== 0) {
    const message = `"group-fwd-mask" cannot have ${words}: such frames are never forwarded`;
    reporter.error('wrong-value', span, message);
  }
}

/** br_multicast_toggle_vlan_snooping: EINVAL without filtering. */
function checkVlanSnooping({ attributes, spans }: Draft, reporter: Reporter): void {
  const span = spans.get('bridge.mcast-vlan-snooping');
  if (attributes['bridge.mcast-vlan-snooping'] !== true || span === undefined) return;
  if (attributes['bridge.vlan-filtering'] === true) return;
  const message = '"mcast-vlan-snooping" needs "vlan-filtering: true" beside it';
  reporter.error('missing-key', span, message);
}
