## Everything people read. Grouped by feature; keys are <feature>-<what>.
