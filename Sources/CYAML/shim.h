#pragma once
// libyaml, the event interface: https://github.com/yaml/libyaml
#include <yaml.h>
