/**
 * The command line that goes on with an interrupted run, as it can be typed into a shell.
 *
 * @param args those of the interrupted run
 * @param resumes whether `--resume` is among them
 */
export function resumeCommand(args: readonly string[], resumes: boolean): string {
  return ["npm start --", ...(resumes ? args : [...args, "--resume"]).map(quoted)].join(" ");
}

function quoted(arg: string): string {
  return /^[\w./:,@=-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`;
}
