CREATE TABLE "report_differences" (
	"axis" text NOT NULL,
	"day" integer NOT NULL,
	CONSTRAINT "report_differences_axis_day_pk" PRIMARY KEY("axis","day")
);
