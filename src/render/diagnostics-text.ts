import { type Diagnostic, placeText } from '../model/index.ts';
import { type Paint, plain } from './paint.ts';
import { printable } from './printable.ts';
import { sourceExcerpt } from './source-excerpt.ts';
import { counted } from './summary.ts';

/**
 * Complaints about a configuration, one block each, in the format of compilers that editors and CI services understand:
 * `file:line:column: error: message`. With a trailing line feed; empty if there are none.
 */
export function diagnosticsText(diagnostics: readonly Diagnostic[], paint: Paint = plain): string {
  return diagnostics.map((diagnostic) => block(diagnostic, paint)).join('');
}

/** `2 errors, 1 warning`; includes those that are only counted. */
export function diagnosticsSummary(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.reduce((sum, one) => sum + (one.severity === severity ? 1 + (one.more ?? 0) : 0), 0);
  const [errors, warnings] = [count('error'), count('warning')];
  const parts = [];
  if (errors > 0) parts.push(counted(errors, 'error'));
  if (warnings > 0) parts.push(counted(warnings, 'warning'));
  return parts.join(', ');
}

function block(diagnostic: Diagnostic, paint: Paint): string {
  const { severity, place, message, hint, related, sourceLine, width } = diagnostic;
  const where = place === undefined ? '' : `${paint('strong', printable(placeText(place)))}: `;
  const lines = [`${where}${paint(severity, `${severity}:`)} ${paint('strong', printable(message))}`];
  if (place !== undefined && sourceLine !== undefined) {
    const { source, marker, gutter } = sourceExcerpt(sourceLine, place, width ?? 1);
    lines.push(`${gutter.number} | ${source}`, `${gutter.blank} | ${paint(severity, marker)}`);
  }
  if (hint !== undefined) lines.push(`  ${paint('note', 'hint:')} ${printable(hint)}`);
  if (related !== undefined) {
    const at = printable(placeText(related.place));
    lines.push(`  ${at}: ${paint('note', 'note:')} ${printable(related.message)}`);
  }
  return lines.map((line) => `${line}\n`).join('');
}
