import { domAnimation } from "motion/react";

/** What Motion needs for opacity and travel; layout and drag are left out. */
export const features = domAnimation;
