// VideoTasks
