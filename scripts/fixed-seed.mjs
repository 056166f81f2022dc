// Loaded before the tests when CI is set: property tests draw the same cases each time, so that a change that fails is to
// blame. Everywhere else they draw others each time; what that finds is worth a test of its own.
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20260 });
