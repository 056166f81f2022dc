/** When the program's first statement ran: what came before is Node's own start and the compilation of the bundle. */
export const started: number = performance.now();
