#pragma once
#include "CLinuxClock.h"
#include "CLinuxEvents.h"
#include "CLinuxLocks.h"
#include "CLinuxOptions.h"
#include "CLinuxService.h"
#include "CLinuxSpawn.h"
#include "CLinuxTerminal.h"
