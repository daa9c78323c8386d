# CPU of an act as the register grows; every turn is a point.
set datafile separator ','
set terminal svg size 720,360 font 'sans,11' background 'white'
set logscale x
set xrange [5000:10000000]
set yrange [0:*]
set grid ytics
set key top left
set output 'results/growth.svg'
set title 'What one act costs as the register grows, 8 clients'
set xlabel 'people'
set ylabel 'CPU, microseconds an act'
set xtics ('10 k' 10000, '100 k' 100000, '1 M' 1000000, '5 M' 5000000)
plot '< grep ,sign, results/growth.csv' using 1:($8+$9) with points pt 7 title 'signing, service + PostgreSQL', \
     '' using 1:13 with points pt 6 title 'signing, bare statements', \
     '< grep ,lookup, results/growth.csv' using 1:($8+$9) with points pt 5 title 'lookup, service + PostgreSQL', \
     '' using 1:13 with points pt 4 title 'lookup, bare statement'
