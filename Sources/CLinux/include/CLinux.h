#pragma once
#include "CLinuxClock.h"
#include "CLinuxEvents.h"
#include "CLinuxLocks.h"
#include "CLinuxSpawn.h"
#include "CLinuxTerminal.h"
