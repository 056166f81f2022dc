import { UNSAFE } from '../printable.ts';
import type { ConfigurationDocument } from './document.ts';

/**
 * Writes the configuration as YAML. The library is loaded only when it is needed. Characters that a terminal would obey
 * are escaped, which YAML allows only in double quotes.
 * @param comments lines above the devices that they are about (`bridges.br0`), or above everything (``)
 */
export async function configurationText(
  configuration: ConfigurationDocument,
  comments: ReadonlyMap<string, string> = new Map(),
): Promise<string> {
  const { Document, isMap, isScalar, Scalar, visit } = await import('yaml');
  const document = new Document(configuration, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && node.value.search(UNSAFE) >= 0) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  for (const [path, comment] of comments) {
    const above = path === '' ? [] : ['network', ...path.split(/\.(.*)/s, 2)];
    const parent = document.getIn(above.slice(0, -1), true);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === above.at(-1))
      : undefined;
    const place = isScalar(pair?.key) ? pair.key : document;
    place.commentBefore = ` ${comment.replaceAll('\n', '\n ')}`;
  }
  // Lines are never folded, so that texts can be searched for; merge keys and aliases are not written.
  const text = document.toString({ lineWidth: 0 });
  // Only the line feeds between lines and characters inside of double quotes are left.
  return text.replace(UNSAFE, (c) =>
    c === '\n' ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
