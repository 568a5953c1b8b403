"""Models close to rest, or linear but for their bound: roots, saddle path, complementarity, uniqueness."""
