// ChildProcesses
