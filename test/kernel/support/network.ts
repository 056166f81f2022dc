/** A whole configuration of its sections, at whatever indentation they stand in a test. */
export function network(sections: string): string {
  const lines = sections.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return ['network:', '  version: 2', ...lines.map((line) => `  ${line.slice(margin)}`), ''].join('\n');
}

/** What declares nothing: everything of ours goes. */
export const NOTHING = 'network: {version: 2}\n';
