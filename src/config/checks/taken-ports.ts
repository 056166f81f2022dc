import { BOND_MODES_WITH, bondModeHas, bondModeOf } from '../../model/language/bond.ts';
import { MASTERS } from '../../model/language/masters.ts';
import type { Context } from '../context.ts';
import { type Draft, unsay } from '../draft.ts';
import { warnOfMode } from '../sections/bond.ts';

/** Reports settings of ports of bonds and teams that the master determines, or that do not exist in its mode. */
export function checkTakenPorts(context: Context): void {
  const queues = new Map<string, Draft>();
  for (const port of context.devices) {
    const owner = context.drafts.get(String(port.attributes['master']));
    if (owner === undefined || MASTERS[owner.kind]?.takesPortsOver !== true) continue;
    checkMac(port, owner, context);
    checkMtu(port, owner, context);
    checkQueue(port, owner, queues, context);
    if (owner.kind === 'bond') checkMode(port, owner, context);
  }
}

const nounOf = ({ kind }: Draft): string => MASTERS[kind]?.noun ?? kind;

/**
 * bond_enslave and team_modeop_port_enter: a port has its master's address until it leaves. In a team of mode
 * activebackup it keeps its own, since that mode does not call the latter.
 */
function checkMac(port: Draft, owner: Draft, { reporter }: Context): void {
  const span = port.spans.get('macaddress');
  const policy = owner.attributes['bond.fail-over-mac-policy'] ?? 'none';
  const keepsItsOwn = bondModeOf(owner.attributes) === 'active-backup' && policy !== 'none';
  if (span === undefined || (owner.kind === 'bond' && keepsItsOwn)) return;
  if (owner.kind === 'team' && owner.attributes['team.mode'] === 'activebackup') return;
  const noun = nounOf(owner);
  const message = `"macaddress" has no effect: "${port.id}" is a port of the ${noun} "${owner.id}" and has its address`;
  reporter.warning('no-effect', span, message, { hint: `give it to the ${noun}` });
  unsay(port, 'macaddress');
}

function checkMtu(port: Draft, owner: Draft, { reporter }: Context): void {
  const span = port.spans.get('mtu');
  const [own, others] = [port.attributes['mtu'], owner.attributes['mtu']];
  if (span === undefined || own === others) return;
  const noun = nounOf(owner);
  const related =
    others === undefined
      ? undefined
      : { message: `${String(others)} here`, span: owner.spans.get('mtu') ?? owner.key };
  if (MASTERS[owner.kind]?.fixesMtu === true) {
    const message = `"mtu" has no effect: "${port.id}" is a port of the ${noun} "${owner.id}" and has its MTU`;
    reporter.warning('no-effect', span, message, { hint: `give it to the ${noun}`, related });
    unsay(port, 'mtu');
  } else if (related !== undefined) {
    const message = `the MTU of "${port.id}" is not that of its ${noun} "${owner.id}": frames may get lost`;
    const hint = `leave it out: a port gets the MTU of its ${noun}`;
    reporter.warning('mtu-mismatch', span, message, { hint, related });
  }
}

/** bond_option_queue_id_set: a queue can have only one port. */
function checkQueue(port: Draft, owner: Draft, seen: Map<string, Draft>, { reporter }: Context): void {
  const queue = port.attributes['bond-port.queue-id'];
  if (typeof queue !== 'number' || queue === 0) return;
  const key = `${owner.id} ${queue}`;
  const twin = seen.get(key);
  if (twin === undefined) seen.set(key, port);
  else {
    const related = { message: 'it is here', span: twin.spans.get('bond-port.queue-id') ?? twin.key };
    const message = `the queue ${queue} of "${owner.id}" belongs to "${twin.id}" already`;
    reporter.error('conflict', port.spans.get('bond-port.queue-id') ?? port.key, message, { related });
  }
}

/** Drops options that do not exist in the mode, as for the bond's own ones (dropOtherModes). */
function checkMode(port: Draft, owner: Draft, { reporter }: Context): void {
  const mode = bondModeOf(owner.attributes);
  for (const attribute of Object.keys(BOND_MODES_WITH)) {
    if (!attribute.startsWith('bond-port.') || bondModeHas(mode, attribute) || !port.spans.has(attribute))
      continue;
    warnOfMode(port, attribute, mode, reporter);
    unsay(port, attribute);
  }
}
