/** fnmatch(3) without flags, as netplan and networkd match names: `*`, `?`, `[a-z]`, `[!x]`, `\` quotes. */
export function matchesGlob(glob: string, text: string): boolean {
  return toRegExp(glob).test(text);
}

function toRegExp(glob: string): RegExp {
  let source = '';
  for (let i = 0; i < glob.length; i++) {
    const c = glob.charAt(i);
    if (c === '*') source += '.*';
    else if (c === '?') source += '.';
    else if (c === '[') {
      const end = glob.indexOf(']', i + 2);
      if (end < 0) source += '\\[';
      else {
        source += set(glob.slice(i + 1, end));
        i = end;
      }
    } else {
      if (c === '\\' && i + 1 < glob.length) i++;
      source += quote(glob.charAt(i));
    }
  }
  return new RegExp(`^${source}$`, 'su');
}

function set(inside: string): string {
  const negated = inside.startsWith('!') || inside.startsWith('^');
  const members = (negated ? inside.slice(1) : inside).replace(/[\\\]^[]/g, '\\$&');
  return `[${negated ? '^' : ''}${members}]`;
}

const quote = (c: string): string => c.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
