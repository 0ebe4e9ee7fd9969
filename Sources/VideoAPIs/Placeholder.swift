// VideoAPIs
