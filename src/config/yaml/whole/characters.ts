export const TAB = 9;
export const NEWLINE = 10;
export const RETURN = 13;
export const SPACE = 32;
export const HASH = 35;
export const COLON = 58;

export const isBlank = (code: number): boolean => code === SPACE || code === TAB;

/** Whether it is a blank, the end of a line or the end of the text, where the code is NaN. */
export const isEmpty = (code: number): boolean =>
  code === SPACE || code === NEWLINE || code === TAB || code === RETURN || Number.isNaN(code);

/** Whether it is one of `,[]{}`, which end words inside of brackets. */
export const isFlowMark = (code: number): boolean =>
  code === 44 || code === 91 || code === 93 || code === 123 || code === 125;
