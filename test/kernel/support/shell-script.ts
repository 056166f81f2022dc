/** What a shell does to a line but for splitting it into words: then the line is not looked into. */
const PLAIN = /^[\w./-]+( +[\w./:@,+%=-]+)*$/;
const KEYWORD =
  /^(\.|break|case|cd|continue|do|done|elif|else|esac|exec|exit|fi|for|if|set|then|trap|unset|while)\b/;
/** What one process can do many of, with what it need not know anew between them: it remembers indexes by names. */
const BATCHED = /^(ip|bridge) +(?!-)(?!.* (del|delete|netns|monitor)\b)(?!.*(?<! peer) name )/;
const PROGRAM = /^(bridge|ip|sysctl|tc) /;

/**
 * A script in as few processes as do the same, where it consists of nothing but commands: lines of `ip` that stand together
 * go to one of them, and the last program takes the place of the shell.
 */
export function inFewProcesses(script: string): string {
  const lines = script
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (!lines.every((line) => PLAIN.test(line) && !KEYWORD.test(line))) return script;
  const groups: string[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last !== undefined && toolOf(line) !== undefined && toolOf(line) === toolOf(last[0] ?? ''))
      last.push(line);
    else groups.push([line]);
  }
  return groups.map((group, i) => commandOf(group, i === groups.length - 1)).join('\n');
}

const toolOf = (line: string): string | undefined => BATCHED.exec(line)?.[1];

function commandOf(lines: readonly string[], last: boolean): string {
  const [line = ''] = lines;
  const exec = last && PROGRAM.test(line) ? 'exec ' : '';
  if (lines.length === 1) return `${exec}${line}`;
  const tool = toolOf(line) ?? '';
  return `${exec}${tool} -batch - <<'END'\n${lines.map((one) => one.slice(tool.length + 1)).join('\n')}\nEND`;
}
