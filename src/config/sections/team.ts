import { TEAM_MODE_WITH, TEAM_NO_MODE, teamModeHas } from '../../model/language/team.ts';
import type { Draft } from '../draft.ts';
import type { Reporter } from '../reporter.ts';

/** Checks a team beyond the forms of its keys: options of other modes do not exist (ENOENT). */
export function checkTeam({ id, attributes, spans, members, key }: Draft, reporter: Reporter): void {
  const mode = String(attributes['team.mode'] ?? TEAM_NO_MODE);
  for (const [attribute, only] of Object.entries(TEAM_MODE_WITH)) {
    const span = spans.get(attribute);
    if (span === undefined || teamModeHas(mode, attribute)) continue;
    const said = mode === TEAM_NO_MODE ? 'without "mode"' : `in mode ${mode}`;
    const message = `"${attribute.slice('team.'.length)}" cannot be set ${said}`;
    reporter.error('conflict', span, message, { hint: `the kernel has it in mode ${only} only` });
  }
  const port = attributes['team.active-port'];
  if (typeof port !== 'string' || members.some((member) => member.id === port)) return;
  const message = `"active-port" must be one of the team's "interfaces": "${port}" is not a port of "${id}"`;
  reporter.error('wrong-member', spans.get('team.active-port') ?? key, message);
}
