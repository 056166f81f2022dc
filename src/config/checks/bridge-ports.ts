import { type Context, type Draft, type PortSetting, say } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import { resolve } from './resolve.ts';

/** Makes the named members ports of their bridges, each of one only, and gives them what the bridge says of them. */
export function joinBridges(context: Context): void {
  const bridges = [...context.drafts.values()].filter(({ kind }) => kind === 'bridge');
  for (const bridge of bridges) joinMembers(bridge, context);
  for (const bridge of bridges) {
    for (const setting of bridge.portSettings) givePortSetting(bridge, setting, context);
  }
  for (const draft of context.drafts.values()) warnOfPortKeys(draft, context);
}

function joinMembers(bridge: Draft, context: Context): void {
  for (const mention of bridge.members) {
    const member = resolve(mention, context);
    if (member === undefined) continue;
    const before = member.attributes['master'];
    if (member.kind === 'bridge') {
      const message =
        member === bridge
          ? 'a bridge cannot be its own port'
          : `"${mention.id}" is a bridge, which cannot be a port`;
      context.reporter.error('wrong-member', mention.span, message);
    } else if (before !== undefined) {
      const related = {
        message: `a port of "${String(before)}" here`,
        span: member.spans.get('master') ?? member.key,
      };
      const message = `"${mention.id}" is a port of the bridge "${String(before)}" already`;
      context.reporter.error('two-masters', mention.span, message, { related });
    } else {
      say(member, 'master', bridge.id, mention.span);
      warnOfAddresses(member, context);
    }
  }
}

function warnOfAddresses(member: Draft, { reporter }: Context): void {
  const [first] = member.addresses;
  if (first === undefined) return;
  const message = `"${member.id}" is a port of the bridge "${String(member.attributes['master'])}": addresses there do not work as one expects`;
  reporter.warning('address-on-port', first.node, message, { hint: 'give them to the bridge' });
}

function givePortSetting(bridge: Draft, setting: PortSetting, { drafts, reporter }: Context): void {
  const member = drafts.get(setting.id);
  if (member !== undefined && member.attributes['master'] === bridge.id) {
    say(member, setting.attribute, setting.value, setting.span);
    return;
  }
  const members = bridge.members.map(({ id }) => id);
  // A member that was refused has its complaint already.
  if (members.includes(setting.id)) return;
  const hint = (): string => didYouMean(setting.id, members) ?? 'add it to "interfaces"';
  reporter.error('wrong-member', setting.span, `"${setting.id}" is no port of the bridge "${bridge.id}"`, {
    hint,
  });
}

/** Port keys of a device that is no port: netplan takes them in silence. */
function warnOfPortKeys(draft: Draft, { reporter }: Context): void {
  if (draft.attributes['master'] !== undefined) return;
  for (const [attribute, span] of [...draft.spans]) {
    if (!attribute.startsWith('bridge-port.')) continue;
    const key = attribute.replace('bridge-port.', '');
    reporter.warning('no-effect', span, `"${key}" has no effect: "${draft.id}" is a port of no bridge`);
    delete draft.attributes[attribute];
    draft.spans.delete(attribute);
  }
}
