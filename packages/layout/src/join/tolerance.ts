/** How exactly pages of one print agree. */

/** Edges and lines at the same place of two pages differ by no more than this, in points: one printer sets both at one scale. */
export const ROW_TOLERANCE = 1.5
