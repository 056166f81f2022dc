import { isOfPort, MASTERS, type Master } from '../../model/language/masters.ts';
import type { Context } from '../context.ts';
import { type Draft, finalName, type Mention, type PortSetting, say, unsay } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import { resolve } from './resolve.ts';

/**
 * Makes the members of masters their ports, each of one master only, and gives them the settings that the master has
 * for them.
 */
export function joinPorts(context: Context): void {
  for (const draft of context.devices) {
    const master = MASTERS[draft.kind];
    if (master !== undefined) joinMembers(draft, master, context);
  }
  for (const draft of context.devices) {
    const master = MASTERS[draft.kind];
    if (master === undefined) continue;
    for (const setting of draft.portSettings) givePortSetting(draft, setting, master, context);
  }
  for (const draft of context.devices) warnOfPortKeys(draft, context);
}

function joinMembers(owner: Draft, master: Master, context: Context): void {
  for (const mention of owner.members) {
    const member = resolve(mention, context);
    if (member === undefined) continue;
    const fault = memberFault(member, owner, master);
    const before = member.attributes['master'];
    if (fault !== undefined) context.reporter.error('wrong-member', mention.span, fault);
    else if (before !== undefined) reportTwoMasters(member, mention, context);
    else {
      say(member, 'master', owner.id, mention.span);
      if (master.portsHaveAddresses !== true) warnOfAddresses(member, owner, master, context);
    }
  }
}

function memberFault(member: Draft, owner: Draft, { noun, refuses }: Master): string | undefined {
  if (member === owner) return `a ${noun} cannot be its own port`;
  if (member.kind === 'physical' && finalName(member) === 'lo') return 'the loopback device cannot be a port';
  if (!refuses.includes(member.kind)) return undefined;
  const what = MASTERS[member.kind]?.noun ?? member.kind;
  return `"${member.id}" is a ${what}, which cannot be a port${owner.kind === member.kind ? '' : ` of a ${noun}`}`;
}

function reportTwoMasters(member: Draft, mention: Mention, { drafts, reporter }: Context): void {
  const before = String(member.attributes['master']);
  const noun = MASTERS[drafts.get(before)?.kind ?? '']?.noun ?? 'device';
  const related = { message: `a port of "${before}" here`, span: member.spans.get('master') ?? member.key };
  const message = `"${mention.id}" is a port of the ${noun} "${before}" already`;
  reporter.error('two-masters', mention.span, message, { related });
}

function warnOfAddresses(member: Draft, owner: Draft, { noun }: Master, { reporter }: Context): void {
  const [first] = member.addresses;
  if (first === undefined) return;
  const message = `"${member.id}" is a port of the ${noun} "${owner.id}": addresses there do not work as expected`;
  reporter.warning('address-on-port', first.node, message, { hint: `give them to the ${noun}` });
}

function givePortSetting(
  owner: Draft,
  setting: PortSetting,
  { noun }: Master,
  { drafts, reporter }: Context,
): void {
  const member = drafts.get(setting.id);
  if (member !== undefined && member.attributes['master'] === owner.id) {
    say(member, setting.attribute, setting.value, setting.span);
    return;
  }
  const members = owner.members.map(({ id }) => id);
  // A member that was refused has been reported already.
  if (members.includes(setting.id)) return;
  const hint = (): string => didYouMean(setting.id, members) ?? 'add it to "interfaces"';
  reporter.error('wrong-member', setting.span, `"${setting.id}" is not a port of the ${noun} "${owner.id}"`, {
    hint,
  });
}

/** Warns of port keys on a device that is not a port of such a master; netplan silently accepts them. */
function warnOfPortKeys(draft: Draft, { drafts, reporter }: Context): void {
  const owner = drafts.get(String(draft.attributes['master']));
  const own = MASTERS[owner?.kind ?? '']?.prefix;
  for (const [attribute, span] of [...draft.spans]) {
    if (!isOfPort(attribute) || (own !== undefined && attribute.startsWith(own))) continue;
    const dot = attribute.indexOf('.');
    const noun = Object.values(MASTERS).find(({ prefix }) => prefix === attribute.slice(0, dot + 1))?.noun;
    const message = `"${attribute.slice(dot + 1)}" has no effect: "${draft.id}" is a port of no ${noun ?? 'master'}`;
    reporter.warning('no-effect', span, message);
    unsay(draft, attribute);
  }
}
