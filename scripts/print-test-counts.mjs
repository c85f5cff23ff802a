/** node scripts/print-test-counts.mjs <vitest report.json> <exit code of the checks>: one line, "N passed, N failed". */
import { readFileSync } from "node:fs";
import process from "node:process";

const [path, checkExit] = process.argv.slice(2);
let counts = { numPassedTests: 0, numFailedTests: 1, numFailedTestSuites: 0, testResults: [] };
try {
  counts = JSON.parse(readFileSync(path ?? "", "utf8"));
} catch {
  console.error("The tests wrote no report.");
}
// A file that could not be loaded has no failed test of its own.
const brokenFiles = counts.testResults.filter(
  (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
).length;
const failed = counts.numFailedTests + brokenFiles + (checkExit === "0" ? 0 : 1);
console.log(`${counts.numPassedTests} passed, ${failed} failed`);
