"""The macro processor: ``@#define``, ``@#if``, ``@#for``, ``@#include`` and ``@{...}``, before the model file is read."""
