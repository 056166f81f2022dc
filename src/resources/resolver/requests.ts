import { EXIT, NlapplyError, RESOLVCONF, RESOLVED, type Resolver, type Step } from '../../model/index.ts';
import type { Call, LinkIndex } from '../room.ts';
import { updateManaged } from './managed-file.ts';
import { tellResolvconf } from './resolvconf-program.ts';
import { tellResolved } from './resolved.ts';

export function resolverRequests(step: Step, links: LinkIndex): Call[] {
  const before = step.before?.type === 'resolver' ? step.before : null;
  const after = step.after?.type === 'resolver' ? step.after : null;
  const subject = after ?? before;
  return subject === null ? [] : [callFor(subject, after, links)];
}

function callFor({ link, through = '' }: Resolver, after: Resolver | null, links: LinkIndex): Call {
  const verb = after === null ? 'forget' : 'set';
  const text = `${verb} nameservers of ${link} in ${through}`;
  if (through === RESOLVED) {
    const index = links.indexOf(link);
    return { text, run: () => tellResolved(index, after) };
  }
  if (through === RESOLVCONF) return { text, run: async () => tellResolvconf(link, after) };
  return { text, run: async () => writeFile(through, link, after) };
}

function writeFile(path: string, link: string, after: Resolver | null): void {
  try {
    updateManaged(path as `/${string}`, link, after);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const code = String(error.code);
    throw new NlapplyError(code, EXIT.failed, `cannot write ${path}: ${error.message}`, { cause: error });
  }
}
