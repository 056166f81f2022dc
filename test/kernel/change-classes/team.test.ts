import { team, teamPort } from './cases/bond.ts';
import { proveChanges } from './prove.ts';

proveChanges(team);
proveChanges(teamPort);
