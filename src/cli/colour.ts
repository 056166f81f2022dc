import { coloured, type Paint, plain } from '../render/paint.ts';
import type { Host, OutputStream } from './host.ts';

export type ColourWish = 'auto' | 'always' | 'never';

/**
 * Colours for a stream: decided by `--color`, then NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), then by
 * whether it is a terminal.
 */
export function paintFor(stream: () => OutputStream, wish: ColourWish, env: Host['env']): Paint {
  let paint: Paint | undefined;
  return (style, text) => {
    // Decided at the first use: many runs print nothing that has a style.
    paint ??= wantsColour(stream, wish, env) ? coloured : plain;
    return paint(style, text);
  };
}

function wantsColour(stream: () => OutputStream, wish: ColourWish, env: Host['env']): boolean {
  if (wish !== 'auto') return wish === 'always';
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return stream().isTTY === true && term !== 'dumb';
}
