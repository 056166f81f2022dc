import { styleText } from 'node:util';

/** The meaning of a text, not its appearance. */
export type Style =
  | 'create'
  | 'remove'
  | 'change'
  | 'replace'
  | 'warning'
  | 'error'
  | 'note'
  | 'place'
  | 'strong';

/** Adds style to a text for a terminal, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

type Format = Parameters<typeof styleText>[0];

const FORMATS: Readonly<Record<Style, Format>> = {
  create: 'green',
  remove: 'red',
  change: 'yellow',
  replace: 'magenta',
  warning: ['bold', 'yellow'],
  error: ['bold', 'red'],
  note: 'cyan',
  place: 'dim',
  strong: 'bold',
};

/** No colours. */
export const plain: Paint = (_style, text) => text;

/** ANSI colours. Whether the stream supports them has been decided already, so `styleText` must not decide again. */
export const coloured: Paint = (style, text) =>
  text === '' ? '' : styleText(FORMATS[style], text, { validateStream: false });
