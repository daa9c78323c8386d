# What an hour at half load leaves in memory and in the database.
set datafile separator ','
set terminal svg size 720,360 font 'sans,11' background 'white'
set grid ytics
set key top left
set yrange [0:*]
set y2range [0:*]
set y2tics
set output 'results/soak.svg'
set title 'An hour at half load'
set xlabel 'minute'
set ylabel 'MiB'
set y2label 'dead rows, thousands'
plot 'results/soak.csv' using 1:10 with lines title 'heap after a full collection', '' using 1:11 with lines title 'resident', \
     '' using 1:($16 / 1000) axes x1y2 with lines title 'dead rows'
